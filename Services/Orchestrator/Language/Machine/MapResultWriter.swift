package import MeshCore

/// Where a distributed map's results are written instead of into the output: `ResultWriter`, resolved.
package struct MapResultWriter: Hashable, Sendable {
    /// `arn:aws:states:::s3:putObject`; nil when results are only formatted.
    package let resource: TaskResource?
    /// Bucket and prefix.
    package let arguments: JSONValue
    /// `WriterConfig`: `Transformation` (`NONE`, `COMPACT`, `FLATTEN`) and `OutputType` (`JSON`, `JSONL`).
    package let configuration: JSONValue
}
