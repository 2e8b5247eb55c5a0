/// Where a schema lies: in which document of a ``SchemaIndex``, and where in it.
struct SchemaPlace: Hashable, Sendable {
    let document: Int
    let pointer: JSONPointer

    func appending(_ token: String) -> SchemaPlace {
        SchemaPlace(document: document, pointer: pointer.appending(token))
    }
}
