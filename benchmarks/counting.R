# Counting and intervals alone, by R's `survey`: statements of five answers by 12 services, made with a fixed seed.
#
#     Rscript benchmarks/counting.R RESPONDENTS [STATEMENTS]
#
# prints seconds of processor as JSON, without loading the package and without making the answers.

given <- as.integer(commandArgs(trailingOnly = TRUE))
respondents <- given[1]
statements <- if (length(given) > 1) given[2] else 60
suppressPackageStartupMessages(library(survey))
set.seed(1)
drawn <- function(levels) factor(sample(levels, respondents, replace = TRUE))
answers <- as.data.frame(setNames(replicate(statements, drawn(5), simplify = FALSE), paste0("p", seq_len(statements))))
answers$service <- drawn(12)
spent <- system.time({
  design <- svydesign(ids = ~1, weights = ~1, data = answers)
  for (name in paste0("p", seq_len(statements))) {
    svyby(reformulate(name), ~service, design, svymean, vartype = c("se", "ci"))
  }
})
cat(sprintf('{"survey": %.3f}\n', spent[["user.self"]] + spent[["sys.self"]]))
