import KafkaProtocol

extension RequestDesk {
    /// Tells what is spoken. In a version that is not, the answer is that of version 0, with which the client asks again
    /// (KIP-511).
    func versions(_ frame: RequestFrame) throws -> [ArraySlice<UInt8>] {
        let header = frame.header
        let isSpoken = header.api.versions.contains(header.version)
        if isSpoken { _ = try frame.body(as: ApiVersionsRequest.self) }
        let apis = KafkaAPI.allCases.map { api in
            ApiVersionsResponse.Key(
                key: api.rawValue, oldest: api.advertisedVersions.lowerBound, newest: api.advertisedVersions.upperBound)
        }
        return try ApiVersionsRequest.frame(
            of: ApiVersionsResponse(error: isSpoken ? .none : .unsupportedVersion, apis: apis),
            version: isSpoken ? header.version : 0, correlation: header.correlation)
    }

    /// There is no authentication on this port.
    func refuseAuthentication(_ request: SaslHandshakeRequest, _ header: RequestHeader) -> SaslHandshakeResponse {
        SaslHandshakeResponse(error: .unsupportedSASLMechanism)
    }
}
