import GRDB
import MeshCore

extension Row {
    /// The typed id in a column.
    ///
    /// - Throws: `IdentityError.damagedRow` when the column holds something else.
    func id<Entity: Identified>(_ column: String) throws(IdentityError) -> ID<Entity> {
        guard let text = self[column] as String?, let id = ID<Entity>(text) else {
            throw .damagedRow("\(column) holds no id")
        }
        return id
    }

    /// The moment in a column of milliseconds; nil for NULL.
    func timestamp(_ column: String) -> Timestamp? { (self[column] as Int64?).map(Timestamp.init(milliseconds:)) }
}
