/// Asks which versions of each API the broker speaks; the first request on a connection.
package struct ApiVersionsRequest: KafkaRequest {
    package typealias Response = ApiVersionsResponse
    package static let api = KafkaAPI.apiVersions

    package var clientSoftwareName: String = ""
    package var clientSoftwareVersion: String = ""

    package init() {}

    package init(
        clientSoftwareName: String = "", clientSoftwareVersion: String = ""
    ) {
        self.clientSoftwareName = clientSoftwareName
        self.clientSoftwareVersion = clientSoftwareVersion
    }

    package mutating func describe(to coder: inout some FieldCoder) throws(WireError) {
        try coder.field("client_software_name", &clientSoftwareName, in: 3...)
        try coder.field("client_software_version", &clientSoftwareVersion, in: 3...)
    }
}
