package import MeshCore

/// Where a distributed map's items come from.
package enum MapItemSource: Hashable, Sendable {
    case items([JSONValue])
    /// `ItemReader`, resolved.
    /// - Parameters:
    ///   - resource: For instance `arn:aws:states:::s3:getObject`.
    ///   - configuration: `ReaderConfig`: `InputType` (`JSON`, `CSV`, `JSONL`, `MANIFEST`, `PARQUET`), `CSVHeaderLocation`,
    ///     `CSVHeaders`, `CSVDelimiter`, `MaxItems`, `ItemsPointer` …, with the …Path forms already read.
    case reader(resource: TaskResource, arguments: JSONValue, configuration: JSONValue)
}
