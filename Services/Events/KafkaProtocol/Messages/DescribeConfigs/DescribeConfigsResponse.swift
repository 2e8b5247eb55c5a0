/// The settings of topics and brokers.
package struct DescribeConfigsResponse: WireStructure, Hashable {
    /// What has settings, and them.
    package struct Resource: WireStructure, Hashable {
        /// A setting as it is.
        package struct Setting: WireStructure, Hashable {
            /// Another place from which the value could come.
            package struct Synonym: WireStructure, Hashable {
                package var name: String = ""
                package var value: String?
                package var source: Int8 = 0

                package init() {}

                package init(
                    name: String = "", value: String? = nil, source: Int8 = 0
                ) {
                    self.name = name
                    self.value = value
                    self.source = source
                }

                package mutating func describe(to coder: inout some FieldCoder) throws(WireError) {
                    try coder.field("name", &name)
                    try coder.field("value", &value)
                    try coder.field("source", &source)
                }
            }

            package var name: String = ""
            package var value: String?
            package var isReadOnly: Bool = false
            /// 1: of the topic; 4: of the broker's own; 5: the default.
            package var source: Int8 = -1
            package var isDefault: Bool = false
            package var isSensitive: Bool = false
            package var synonyms: [Synonym] = []
            /// 1: a boolean; 2: text; 3: Int32; 5: Int64; 7: a list.
            package var type: Int8 = 0
            package var documentation: String?

            package init() {}

            package init(
                name: String = "", value: String? = nil, isReadOnly: Bool = false, source: Int8 = -1,
                isDefault: Bool = false, isSensitive: Bool = false, synonyms: [Synonym] = [], type: Int8 = 0,
                documentation: String? = nil
            ) {
                self.name = name
                self.value = value
                self.isReadOnly = isReadOnly
                self.source = source
                self.isDefault = isDefault
                self.isSensitive = isSensitive
                self.synonyms = synonyms
                self.type = type
                self.documentation = documentation
            }

            package mutating func describe(to coder: inout some FieldCoder) throws(WireError) {
                try coder.field("name", &name)
                try coder.field("value", &value)
                try coder.field("read_only", &isReadOnly)
                try coder.field("config_source", &source, in: 1...)
                try coder.field("is_default", &isDefault, in: 0...0)
                try coder.field("is_sensitive", &isSensitive)
                try coder.field("synonyms", &synonyms, in: 1...)
                try coder.field("config_type", &type, in: 3...)
                try coder.field("documentation", &documentation, in: 3...)
            }
        }

        package var error: KafkaErrorCode = .none
        package var errorMessage: String?
        package var type: Int8 = 0
        package var name: String = ""
        package var settings: [Setting] = []

        package init() {}

        package init(
            error: KafkaErrorCode = .none, errorMessage: String? = nil, type: Int8 = 0, name: String = "",
            settings: [Setting] = []
        ) {
            self.error = error
            self.errorMessage = errorMessage
            self.type = type
            self.name = name
            self.settings = settings
        }

        package mutating func describe(to coder: inout some FieldCoder) throws(WireError) {
            try coder.field("error_code", &error)
            try coder.field("error_message", &errorMessage)
            try coder.field("resource_type", &type)
            try coder.field("resource_name", &name)
            try coder.field("configs", &settings)
        }
    }

    package var throttle: Duration = .zero
    package var resources: [Resource] = []

    package init() {}

    package init(
        throttle: Duration = .zero, resources: [Resource] = []
    ) {
        self.throttle = throttle
        self.resources = resources
    }

    package mutating func describe(to coder: inout some FieldCoder) throws(WireError) {
        try coder.field("throttle_time_ms", &throttle)
        try coder.field("results", &resources)
    }
}
