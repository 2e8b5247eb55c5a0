import Crypto
import FoundationEssentials

/// One step from a schema to the next, frozen once it has landed: a file remembers the step's checksum, and a binary in
/// which that step reads differently refuses the file.
package struct Migration: Sendable, Equatable {
    /// Its name, unique in the service: `catalog-0001-products`.
    package let id: String
    /// The statements, run in one transaction with all other pending steps.
    package let sql: String

    package init(_ id: String, sql: String) {
        self.id = id
        self.sql = sql
    }

    /// SHA-256 of the statements in hexadecimal. White space at the ends of lines and empty lines do not count, so that
    /// a formatter cannot break a frozen step.
    package var checksum: String {
        let lines = sql.split(separator: "\n").map { line in
            String(line.reversed().drop(while: \.isWhitespace).reversed())
        }
        let text = lines.filter { !$0.isEmpty }.joined(separator: "\n")
        let digits = SHA256.hash(data: Array(text.utf8)).map { byte in
            let hex = String(byte, radix: 16)
            return byte < 16 ? "0" + hex : hex
        }
        return digits.joined()
    }
}
