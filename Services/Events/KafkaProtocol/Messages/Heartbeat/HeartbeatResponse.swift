/// Whether the member's generation is still the group's.
package struct HeartbeatResponse: WireStructure, Hashable {
    package var throttle: Duration = .zero
    package var error: KafkaErrorCode = .none

    package init() {}

    package init(
        throttle: Duration = .zero, error: KafkaErrorCode = .none
    ) {
        self.throttle = throttle
        self.error = error
    }

    package mutating func describe(to coder: inout some FieldCoder) throws(WireError) {
        try coder.field("throttle_time_ms", &throttle, in: 1...)
        try coder.field("error_code", &error)
    }
}
