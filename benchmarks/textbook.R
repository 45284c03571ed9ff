# The same report as a textbook on R would have it made: readxl, dplyr, ggplot2, rmarkdown; with `survey` its intervals.
#
#     Rscript benchmarks/textbook.R FOLDER OUT [survey]

given <- commandArgs(trailingOnly = TRUE)
script <- sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))
dir.create(given[2], recursive = TRUE, showWarnings = FALSE)
out <- normalizePath(given[2])
rmarkdown::render(
  file.path(dirname(script), "textbook.Rmd"),
  params = list(folder = normalizePath(given[1]), design = length(given) > 2 && given[3] == "survey"),
  output_file = file.path(out, "report.html"), intermediates_dir = tempfile(), quiet = TRUE
)
