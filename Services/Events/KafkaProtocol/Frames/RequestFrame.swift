/// A request as it came, its header read and its body not yet.
package struct RequestFrame: Sendable {
    package let header: RequestHeader
    private let body: ArraySlice<UInt8>
    private let limits: WireLimits

    /// Reads the header of a request.
    ///
    /// The client's name keeps its length of two bytes in every version, and headers of flexible requests end with tagged
    /// fields (KIP-482).
    ///
    /// - Parameter bytes: The frame behind its length.
    /// - Throws: ``WireError`` when there is no header, ``UnsupportedRequest`` when the API or its version is not spoken. A
    ///   request for versions is let through in every version, since its answer is readable in every version (KIP-511).
    package init(_ bytes: ArraySlice<UInt8>, limits: WireLimits = WireLimits()) throws {
        var fixed = WireReader(bytes, version: 1, isFlexible: false, limits: limits)
        let key = try fixed.integer(Int16.self)
        let version = try fixed.integer(Int16.self)
        let correlation = try fixed.integer(Int32.self)
        guard let api = KafkaAPI(rawValue: key), api.versions.contains(version) || api == .apiVersions else {
            throw UnsupportedRequest(key: key, version: version, correlation: correlation)
        }
        var clientID: String?
        // A request for versions that are not spoken ends here for its reader: nobody knows what its header has.
        if api.versions.contains(version) {
            try fixed.field("client_id", &clientID)
            var rest = WireReader(
                try fixed.slice(fixed.remaining), version: version, isFlexible: api.isFlexible(version), limits: limits)
            try rest.structure { _ throws(WireError) in }
            body = try rest.slice(rest.remaining)
        } else {
            body = []
        }
        header = RequestHeader(api: api, version: version, correlation: correlation, clientID: clientID)
        self.limits = limits
    }

    /// Reads the body. Bytes behind it are not looked at, as Kafka does not: librdkafka asks for the metadata of
    /// all topics in a flexible version with three bytes too many.
    ///
    /// - Throws: ``WireError`` with the field that is malformed.
    package func body<Request: KafkaRequest>(as _: Request.Type) throws(WireError) -> Request {
        precondition(Request.api == header.api, "The request is of another API.")
        var reader = WireReader(
            body, version: header.version, isFlexible: header.api.isFlexible(header.version), limits: limits)
        return try Request.read(from: &reader)
    }
}
