import FoundationEssentials
import GRDB
import MeshStore

/// A text as a row holds it: itself when it is short, else the hash under which its execution's payloads have it.
///
/// The same payload passes through many states; it is kept once.
enum StoredText: Sendable, Hashable {
    case inline(String)
    case payload(hash: [UInt8])

    /// Bytes beyond which a text is kept apart: a row with its indexes takes some hundred.
    static let inlineLimit = 1024

    /// What a row holds of a text; `payloads` takes the text itself when it is long.
    init(_ text: String, payloads: inout PayloadSet) {
        self = text.utf8.count <= Self.inlineLimit ? .inline(text) : .payload(hash: payloads.add(text))
    }

    /// Binds it as the next value of a statement.
    func bind(to statement: inout BulkStatement) {
        switch self {
        case .inline(let text): statement.bind(text)
        case .payload(let hash): statement.bind(hash)
        }
    }

    /// Reads a column that holds a text either way; nil when it is null.
    ///
    /// - Throws: ``OrchestratorError/damagedRow(_:)``; `DatabaseError`.
    static func text(_ value: DatabaseValue, of execution: Int64, _ db: Database) throws -> String? {
        switch value.storage {
        case .null: return nil
        case .string(let text): return text
        case .blob(let hash): return try payload(Array(hash), of: execution, db)
        case .int64, .double: throw OrchestratorError.damagedRow("a text is a number")
        }
    }

    /// A payload of an execution.
    static func payload(_ hash: [UInt8], of execution: Int64, _ db: Database) throws -> String {
        let bytes = try Data.fetchOne(
            db.cachedStatement(sql: "SELECT bytes FROM payload WHERE execution = ? AND hash = ?"),
            arguments: [execution, Data(hash)])
        guard let bytes else { throw OrchestratorError.damagedRow("a payload of execution \(execution) is missing") }
        return String(decoding: bytes, as: UTF8.self)
    }
}
