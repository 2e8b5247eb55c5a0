/// What a broker speaks.
package struct ApiVersionsResponse: WireStructure, Hashable {
    /// The versions of one API.
    package struct Key: WireStructure, Hashable {
        package var key: Int16 = 0
        package var oldest: Int16 = 0
        package var newest: Int16 = 0

        package init() {}

        package init(
            key: Int16 = 0, oldest: Int16 = 0, newest: Int16 = 0
        ) {
            self.key = key
            self.oldest = oldest
            self.newest = newest
        }

        package mutating func describe(to coder: inout some FieldCoder) throws(WireError) {
            try coder.field("api_key", &key)
            try coder.field("min_version", &oldest)
            try coder.field("max_version", &newest)
        }
    }

    package var error: KafkaErrorCode = .none
    package var apis: [Key] = []
    package var throttle: Duration = .zero

    package init() {}

    package init(
        error: KafkaErrorCode = .none, apis: [Key] = [], throttle: Duration = .zero
    ) {
        self.error = error
        self.apis = apis
        self.throttle = throttle
    }

    package mutating func describe(to coder: inout some FieldCoder) throws(WireError) {
        try coder.field("error_code", &error)
        try coder.field("api_keys", &apis)
        try coder.field("throttle_time_ms", &throttle, in: 1...)
    }
}
