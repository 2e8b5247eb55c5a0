/// A table as a Parquet file of one row group.
///
/// The same table makes the same bytes.
package enum ParquetFile {
    /// - Returns: The whole file.
    package static func bytes(_ table: DataTable) -> [UInt8] {
        var writer = ParquetWriter(columns: table.columns)
        var file = writer.group(table.rows)
        file.append(contentsOf: writer.finish())
        return file
    }
}
