import GRDB
import MeshCore

extension Row {
    /// A moment, in milliseconds; nil when there is none.
    func timestamp(_ column: String) -> Timestamp? {
        (self[column] as Int64?).map(Timestamp.init(milliseconds:))
    }

    /// A moment that is always there.
    func moment(_ column: String) -> Timestamp {
        Timestamp(milliseconds: self[column])
    }
}
