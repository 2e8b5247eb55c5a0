/// Asks which broker coordinates a group.
package struct FindCoordinatorRequest: KafkaRequest {
    package typealias Response = FindCoordinatorResponse
    package static let api = KafkaAPI.findCoordinator

    /// The group's name.
    package var key: String = ""
    /// 0: a group; 1: a transaction.
    package var keyType: Int8 = 0
    /// The groups' names (KIP-699).
    package var keys: [String] = []

    package init() {}

    package init(
        key: String = "", keyType: Int8 = 0, keys: [String] = []
    ) {
        self.key = key
        self.keyType = keyType
        self.keys = keys
    }

    package mutating func describe(to coder: inout some FieldCoder) throws(WireError) {
        try coder.field("key", &key, in: 0...3)
        try coder.field("key_type", &keyType, in: 1...)
        try coder.field("coordinator_keys", &keys, in: 4...)
    }
}
