//! Settings of Apache Spark for the stages that `leitong.spark` runs; none of them can change a
//! finding.

/// A setting of Spark, its value, and where its reason stands in the words of the command line.
pub type SparkSetting = (&'static str, &'static str, &'static str);

/// What `leitong spark-conf` prints and the Python package hands to a session.
///
/// Source: the documentation of Spark 4; sizes from runs over 100,000 reports of 3.7 kB.
pub const SPARK: &[SparkSetting] = &[
    // Unit: bytes. 32 MiB: a task of some seconds, and enough tasks for all processors.
    ("spark.sql.files.maxPartitionBytes", "32m", "spark-conf.partition"),
    // Unit: rows. 500: the default of 10,000 makes batches of 1 GB of reports of 100 kB.
    ("spark.sql.execution.arrow.maxRecordsPerBatch", "500", "spark-conf.batch"),
    // Unit: bytes. 64 MiB: what a batch of very long reports may take; Spark 4 and later.
    ("spark.sql.execution.arrow.maxBytesPerBatch", "67108864", "spark-conf.batch-bytes"),
    // Unit: bytes. 1 GiB a core for the Python worker, which Spark's own memory does not count.
    ("spark.executor.memoryOverhead", "1g", "spark-conf.overhead"),
    ("spark.python.worker.faulthandler.enabled", "true", "spark-conf.fault"),
    ("spark.sql.adaptive.enabled", "true", "spark-conf.adaptive"),
    ("spark.speculation", "false", "spark-conf.speculation"),
];
