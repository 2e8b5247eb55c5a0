/// Which ways of authentication there are.
package struct SaslHandshakeResponse: WireStructure, Hashable {
    package var error: KafkaErrorCode = .none
    package var mechanisms: [String] = []

    package init() {}

    package init(
        error: KafkaErrorCode = .none, mechanisms: [String] = []
    ) {
        self.error = error
        self.mechanisms = mechanisms
    }

    package mutating func describe(to coder: inout some FieldCoder) throws(WireError) {
        try coder.field("error_code", &error)
        try coder.field("mechanisms", &mechanisms)
    }
}
