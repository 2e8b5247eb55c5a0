import FoundationEssentials
import GRDB

extension Row {
    /// The bytes of a column that is never null.
    func bytes(_ column: String) -> [UInt8] {
        Array(self[column] as Data)
    }
}
