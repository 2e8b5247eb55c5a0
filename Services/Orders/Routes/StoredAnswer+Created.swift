import MeshRuntime
import MeshStore

extension StoredAnswer {
    /// The answer to a creation, as it is kept in the transaction of the creation.
    ///
    /// - Throws: `EncodingError`.
    init(created value: some Encodable, at location: String) throws {
        self.init(
            status: 201,
            fields: [Field(name: "location", value: location), Field(name: "content-type", value: "application/json")],
            body: Array(try StoredJSON.text(value).utf8))
    }
}
