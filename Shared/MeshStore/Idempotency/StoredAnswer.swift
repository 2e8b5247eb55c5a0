/// The answer to a request, kept for whoever asks again.
package struct StoredAnswer: Sendable, Hashable, Codable {
    /// A header field of the answer.
    package struct Field: Sendable, Hashable, Codable {
        package let name: String
        package let value: String

        package init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// The HTTP status.
    package let status: Int
    /// The fields that belong to the answer's meaning (`content-type`, `location`, `etag`), in order.
    package let fields: [Field]
    /// The body.
    package let body: [UInt8]

    package init(status: Int, fields: [Field], body: [UInt8]) {
        self.status = status
        self.fields = fields
        self.body = body
    }
}
