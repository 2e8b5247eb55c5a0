/// What the member is to read.
package struct SyncGroupResponse: WireStructure, Hashable {
    package var throttle: Duration = .zero
    package var error: KafkaErrorCode = .none
    package var protocolType: String?
    package var protocolName: String?
    package var assignment: ArraySlice<UInt8> = []

    package init() {}

    package init(
        throttle: Duration = .zero, error: KafkaErrorCode = .none, protocolType: String? = nil,
        protocolName: String? = nil, assignment: ArraySlice<UInt8> = []
    ) {
        self.throttle = throttle
        self.error = error
        self.protocolType = protocolType
        self.protocolName = protocolName
        self.assignment = assignment
    }

    package mutating func describe(to coder: inout some FieldCoder) throws(WireError) {
        try coder.field("throttle_time_ms", &throttle, in: 1...)
        try coder.field("error_code", &error)
        try coder.field("protocol_type", &protocolType, in: 5...)
        try coder.field("protocol_name", &protocolName, in: 5...)
        try coder.field("assignment", &assignment)
    }
}
