/// What a client asks a broker.
package protocol KafkaRequest: WireStructure, Hashable {
    associatedtype Response: WireStructure, Hashable
    static var api: KafkaAPI { get }
}

extension KafkaRequest {
    /// The frame that a client sends: its length, the header, the request.
    ///
    /// - Returns: Pieces that follow each other.
    /// - Throws: ``WireError`` when a value is too long for its field.
    package func frame(
        version: Int16, correlation: Int32, clientID: String?
    ) throws(WireError) -> [ArraySlice<UInt8>] {
        let isFlexible = Self.api.isFlexible(version)
        var fixed = WireWriter(version: version, isFlexible: false)
        fixed.integer(Self.api.rawValue)
        fixed.integer(version)
        fixed.integer(correlation)
        try clientID.write(to: &fixed)
        var writer = WireWriter(version: version, isFlexible: isFlexible)
        if isFlexible { writer.unsignedVarint(0) }
        try write(to: &writer)
        return Frame.pieces(of: fixed, then: writer)
    }

    /// Reads a broker's answer.
    ///
    /// - Parameter bytes: The frame behind its length.
    /// - Returns: The correlation of the request that it answers, and the answer.
    /// - Throws: ``WireError`` with the field that is malformed.
    package static func response(
        in bytes: ArraySlice<UInt8>, version: Int16, limits: WireLimits = WireLimits()
    ) throws(WireError) -> (correlation: Int32, body: Response) {
        var reader = WireReader(bytes, version: version, isFlexible: api.isFlexible(version), limits: limits)
        let correlation = try reader.integer(Int32.self)
        if Self.api.hasTaggedResponseHeader(version) { try reader.structure { _ throws(WireError) in } }
        let body = try Response.read(from: &reader)
        try reader.finish()
        return (correlation, body)
    }

    /// The frame that a broker sends: its length, the header, the answer.
    ///
    /// - Returns: Pieces that follow each other.
    /// - Throws: ``WireError`` when a value is too long for its field.
    package static func frame(
        of response: Response, version: Int16, correlation: Int32
    ) throws(WireError) -> [ArraySlice<UInt8>] {
        var fixed = WireWriter(version: version, isFlexible: false)
        fixed.integer(correlation)
        var writer = WireWriter(version: version, isFlexible: api.isFlexible(version))
        if Self.api.hasTaggedResponseHeader(version) { writer.unsignedVarint(0) }
        try response.write(to: &writer)
        return Frame.pieces(of: fixed, then: writer)
    }
}

extension KafkaAPI {
    /// Whether the header of an answer ends with tagged fields: in flexible versions, except that the answer about versions
    /// must be readable by who does not know yet what the broker speaks (KIP-511).
    fileprivate func hasTaggedResponseHeader(_ version: Int16) -> Bool {
        self != .apiVersions && isFlexible(version)
    }
}
