package import HTTPTypes

extension HTTPRequest {
    /// The head of a request as Hummingbird and our clients see it.
    ///
    /// - Returns: Nil when it has no method, or a field's name is none; a session lets no such head pass.
    package init?(_ block: HeaderBlock) {
        var method: HTTPRequest.Method?
        var scheme: String?
        var authority: String?
        var path: String?
        var extendedProtocol: String?
        var fields = HTTPFields()
        fields.reserveCapacity(block.count)
        for field in block.fields {
            let name = block.name(of: field)
            let value = block.value(of: field)
            guard name.first == UInt8(ascii: ":") else {
                guard let name = FieldNames.name(name) else { return nil }
                fields.append(HTTPField(name: name, value: value))
                continue
            }
            switch name.count {
            case 7 where name.elementsEqual(":method".utf8): method = .init(known: value)
            case 7 where name.elementsEqual(":scheme".utf8): scheme = String(decoding: value, as: UTF8.self)
            case 10: authority = String(decoding: value, as: UTF8.self)
            case 5: path = String(decoding: value, as: UTF8.self)
            case 9: extendedProtocol = String(decoding: value, as: UTF8.self)
            default: return nil
            }
        }
        guard let method else { return nil }
        self.init(method: method, scheme: scheme, authority: authority, path: path, headerFields: fields)
        if let extendedProtocol { self.extendedConnectProtocol = extendedProtocol }
    }
}

extension HTTPRequest.Method {
    /// The method that these bytes spell, without making text for those that are common.
    fileprivate init?(known bytes: ArraySlice<UInt8>) {
        switch (bytes.count, bytes.first) {
        case (3, UInt8(ascii: "G")) where bytes.elementsEqual("GET".utf8): self = .get
        case (4, UInt8(ascii: "P")) where bytes.elementsEqual("POST".utf8): self = .post
        case (3, UInt8(ascii: "P")) where bytes.elementsEqual("PUT".utf8): self = .put
        case (5, UInt8(ascii: "P")) where bytes.elementsEqual("PATCH".utf8): self = .patch
        case (6, UInt8(ascii: "D")) where bytes.elementsEqual("DELETE".utf8): self = .delete
        case (4, UInt8(ascii: "H")) where bytes.elementsEqual("HEAD".utf8): self = .head
        default: self.init(String(decoding: bytes, as: UTF8.self))
        }
    }
}

extension HTTPResponse {
    /// Whether an answer of this status may have content (RFC 9110, section 6.4.1).
    var allowsContent: Bool { status.code >= 200 && status.code != 204 && status.code != 304 }

    /// The head of an answer as our clients see it.
    ///
    /// - Returns: Nil when its status is none, or a field's name is none.
    package init?(_ block: HeaderBlock) {
        guard let status = block.first(":status"), status.count == 3,
            let code = Int(String(decoding: status, as: UTF8.self)), (100...999).contains(code),
            let fields = HTTPFields(block)
        else { return nil }
        self.init(status: .init(code: code), headerFields: fields)
    }
}

extension HTTPFields {
    /// The fields of a block without its pseudo-header fields; nil when a name is none.
    package init?(_ block: HeaderBlock) {
        self.init()
        reserveCapacity(block.count)
        for field in block.fields {
            let name = block.name(of: field)
            guard name.first != UInt8(ascii: ":") else { continue }
            guard let name = FieldNames.name(name) else { return nil }
            append(HTTPField(name: name, value: block.value(of: field)))
        }
    }
}

extension HeaderBlock {
    /// The head of an answer.
    ///
    /// - Parameters:
    ///   - contentLength: Added when the head has none.
    ///   - date: The value of `date`, added when the head has none.
    package init(_ head: HTTPResponse, contentLength: Int? = nil, date: [UInt8]? = nil) {
        self.init(reservingFields: head.headerFields.count + 3, bytes: 192)
        appendStatus(head.status.code)
        var contentLength = contentLength
        var date = date
        for field in head.headerFields {
            if field.name == .contentLength { contentLength = nil }
            if field.name == .date { date = nil }
            append(field)
        }
        if let contentLength { append("content-length", String(contentLength)) }
        if let date { append(name: "date".utf8, value: date) }
    }

    /// The head of a request.
    package init(_ head: HTTPRequest) {
        self.init(reservingFields: head.headerFields.count + 4, bytes: 384)
        append(":method", head.method.rawValue)
        if let scheme = head.scheme { append(":scheme", scheme) }
        if let authority = head.authority { append(":authority", authority) }
        if let path = head.path { append(":path", path) }
        if let name = head.extendedConnectProtocol { append(":protocol", name) }
        for field in head.headerFields { append(field) }
    }

    /// Fields of trailers.
    package init(_ fields: HTTPFields) {
        self.init(reservingFields: fields.count, bytes: 128)
        for field in fields { append(field) }
    }

    private mutating func appendStatus(_ code: Int) {
        let zero = UInt8(ascii: "0")
        let digits = [code / 100, code / 10, code].map { zero + UInt8($0 % 10) }
        append(name: ":status".utf8, value: digits)
    }

    /// Appends a field, unless it speaks of an HTTP/1.1 connection (RFC 9113, section 8.2.2).
    private mutating func append(_ field: HTTPField) {
        let name = field.name.canonicalName
        guard !Self.connectionFields.contains(name) || (name == "te" && field.value == "trailers") else { return }
        // The bytes are copied within the call.
        unsafe field.withUnsafeBytesOfValue { value in
            unsafe append(name: name.utf8, value: value, isSensitive: field.indexingStrategy == .disallow)
        }
    }

    private static let connectionFields: Set<String> = [
        "connection", "keep-alive", "proxy-connection", "te", "transfer-encoding", "upgrade",
    ]
}
