import MeshRuntime

extension OperationInput {
    /// The length of the page that is asked for.
    var pageLimit: Int { integer("limit") ?? 50 }

    /// Where a list goes on; nil to begin.
    ///
    /// - Throws: A 400 problem when the cursor is none of this list.
    func position<Position: Decodable>(
        _ cursors: Cursors, of scope: String, as type: Position.Type = Position.self
    ) throws -> Position? {
        try string("cursor").map { try cursors.read($0, as: type, scope: scope) }
    }
}
