/// Asks for the settings of topics and brokers.
package struct DescribeConfigsRequest: KafkaRequest {
    package typealias Response = DescribeConfigsResponse
    package static let api = KafkaAPI.describeConfigs

    /// What has settings.
    package struct Resource: WireStructure, Hashable {
        /// 2: a topic; 4: a broker.
        package var type: Int8 = 0
        package var name: String = ""
        /// All, where nil.
        package var settings: [String]?

        package init() {}

        package init(
            type: Int8 = 0, name: String = "", settings: [String]? = nil
        ) {
            self.type = type
            self.name = name
            self.settings = settings
        }

        package mutating func describe(to coder: inout some FieldCoder) throws(WireError) {
            try coder.field("resource_type", &type)
            try coder.field("resource_name", &name)
            try coder.field("configuration_keys", &settings)
        }
    }

    package var resources: [Resource] = []
    package var includeSynonyms: Bool = false
    package var includeDocumentation: Bool = false

    package init() {}

    package init(
        resources: [Resource] = [], includeSynonyms: Bool = false, includeDocumentation: Bool = false
    ) {
        self.resources = resources
        self.includeSynonyms = includeSynonyms
        self.includeDocumentation = includeDocumentation
    }

    package mutating func describe(to coder: inout some FieldCoder) throws(WireError) {
        try coder.field("resources", &resources)
        try coder.field("include_synonyms", &includeSynonyms, in: 1...)
        try coder.field("include_documentation", &includeDocumentation, in: 3...)
    }
}
