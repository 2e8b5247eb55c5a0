import CatalogAPI
import MeshCore

/// Reads the rows of a chunk and makes products of them.
struct RowReader: Sendable {
    /// What an export says and an editor does not decide.
    private static let ignored = ["id", "optionNames", "createdAt", "updatedAt", "version"]

    let format: RecordFormat
    /// The columns of CSV; nil for other formats.
    let columns: CSVColumns?
    let clock: any WallClock

    /// The rows of a chunk, in their order.
    func rows(of chunk: RecordChunk) -> [ImportedRow] {
        let now = clock.now()
        switch format {
        case .ndjson: return lines(of: chunk, at: now)
        case .csv:
            // The header is no row.
            let records = CSVRecords(chunk.bytes, firstLine: chunk.firstLine).dropFirst(chunk.firstLine == 1 ? 1 : 0)
            return records.map { record in
                row(at: record.line, now) { () throws(CatalogError) in
                    guard let fields = record.fields, let columns else { throw .malformed("The quotes make no sense.") }
                    return try columns.document(fields)
                }
            }
        }
    }

    private func lines(of chunk: RecordChunk, at now: Timestamp) -> [ImportedRow] {
        var rows: [ImportedRow] = []
        var line = chunk.firstLine
        for bytes in chunk.bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
            defer { line += 1 }
            guard bytes.contains(where: { $0 != 0x20 && $0 != 0x0D && $0 != 0x09 }) else { continue }
            rows.append(
                row(at: line, now) { () throws(CatalogError) in
                    do {
                        return try JSONValue(parsing: bytes)
                    } catch {
                        throw .malformed("This is \(error).")
                    }
                })
        }
        return rows
    }

    private func row(
        at line: Int64, _ now: Timestamp, _ read: () throws(CatalogError) -> JSONValue
    ) -> ImportedRow {
        var sku: String?
        do {
            var document = try read()
            if case .object(var object) = document {
                for name in Self.ignored where object[name] != nil { object[name] = nil }
                document = .object(object)
            }
            sku = document["sku"]?.stringValue.map { String($0.prefix(64)) }
            let draft = try Self.draft(of: document)
            return ImportedRow(line: line, sku: sku, outcome: .success(NewProduct(draft, id: .make(), at: now)))
        } catch {
            return ImportedRow(line: line, sku: sku, outcome: .failure(error))
        }
    }

    private static func draft(of document: JSONValue) throws(CatalogError) -> ProductDraft {
        if case .object(let object) = document, let plain = ProductDraft(plain: object) { return plain }
        return try ProductDraft(document: document)
    }
}

extension CatalogError {
    /// A row that cannot be read at all.
    fileprivate static func malformed(_ message: String) -> CatalogError {
        .invalid([FieldError(field: "", code: "malformed", message: message)])
    }
}
