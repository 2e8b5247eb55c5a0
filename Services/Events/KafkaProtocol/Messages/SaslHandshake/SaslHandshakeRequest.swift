/// Asks to be authenticated.
package struct SaslHandshakeRequest: KafkaRequest {
    package typealias Response = SaslHandshakeResponse
    package static let api = KafkaAPI.saslHandshake

    package var mechanism: String = ""

    package init() {}

    package init(
        mechanism: String = ""
    ) {
        self.mechanism = mechanism
    }

    package mutating func describe(to coder: inout some FieldCoder) throws(WireError) {
        try coder.field("mechanism", &mechanism)
    }
}
