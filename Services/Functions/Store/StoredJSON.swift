import Foundation

/// Values that a row keeps as JSON.
enum StoredJSON {
    /// - Throws: `EncodingError`.
    static func text(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    /// - Throws: ``FunctionsError/damagedRow(_:)``.
    static func value<Value: Decodable>(_ text: String, of row: String) throws(FunctionsError) -> Value {
        do {
            return try JSONDecoder().decode(Value.self, from: Data(text.utf8))
        } catch {
            throw .damagedRow("\(row): \(error)")
        }
    }
}
