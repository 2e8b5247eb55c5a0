/// What stands before a request: what is asked, in which version, by whom.
package struct RequestHeader: Hashable, Sendable {
    package let api: KafkaAPI
    /// One of the API's versions, or for ``KafkaAPI/apiVersions`` any.
    package let version: Int16
    /// Comes back with the answer.
    package let correlation: Int32
    /// The name that the client gives itself.
    package let clientID: String?

    package init(api: KafkaAPI, version: Int16, correlation: Int32, clientID: String?) {
        self.api = api
        self.version = version
        self.correlation = correlation
        self.clientID = clientID
    }
}
