import Glibc
package import HTTPTypes

extension HTTPRequest {
    /// The head of a request as Hummingbird and our clients see it.
    ///
    /// - Returns: Nil when it has no method, or a field's name is none; a session lets no such head pass.
    package init?(_ block: HeaderBlock) {
        var pseudo = PseudoFields()
        var fields = HTTPFields()
        fields.reserveCapacity(block.count)
        let isSound = unsafe block.withFields { name, value in
            guard unsafe name.first == UInt8(ascii: ":") else {
                guard let name = unsafe FieldNames.name(name) else { return false }
                unsafe fields.append(HTTPField(name, copying: value))
                return true
            }
            return unsafe pseudo.take(name, value)
        }
        guard isSound, let method = pseudo.method else { return nil }
        self.init(
            method: method, scheme: pseudo.scheme, authority: pseudo.authority, path: pseudo.path, headerFields: fields)
        if let name = pseudo.extendedProtocol { extendedConnectProtocol = name }
    }

    /// The pseudo-header fields of a request (RFC 9113, section 8.3.1; RFC 8441).
    private struct PseudoFields {
        var method: HTTPRequest.Method?
        var scheme: String?
        var authority: String?
        var path: String?
        var extendedProtocol: String?

        /// - Returns: False when there is no such field. A session has told apart those of one length by their names.
        mutating func take(_ name: UnsafeBufferPointer<UInt8>, _ value: UnsafeBufferPointer<UInt8>) -> Bool {
            switch unsafe (name.count, name[1]) {
            case (7, UInt8(ascii: "m")): method = unsafe HTTPRequest.Method(known: value)
            case (7, UInt8(ascii: "s")): scheme = unsafe String(decoding: value, as: UTF8.self)
            case (10, UInt8(ascii: "a")): authority = unsafe String(decoding: value, as: UTF8.self)
            case (5, UInt8(ascii: "p")): path = unsafe String(decoding: value, as: UTF8.self)
            case (9, UInt8(ascii: "p")): extendedProtocol = unsafe String(decoding: value, as: UTF8.self)
            default: return false
            }
            return true
        }
    }
}

extension HTTPRequest.Method {
    /// The method that these bytes spell, without making text for those that are common.
    fileprivate init?(known bytes: UnsafeBufferPointer<UInt8>) {
        for (method, text) in Self.common where unsafe bytes.elementsEqual(text) {
            self = method
            return
        }
        unsafe self.init(String(decoding: bytes, as: UTF8.self))
    }

    private static let common: [(HTTPRequest.Method, [UInt8])] = [.get, .post, .put, .patch, .delete, .head].map {
        ($0, Array($0.rawValue.utf8))
    }
}

extension HTTPResponse {
    /// Whether an answer of this status may have content (RFC 9110, section 6.4.1).
    static func allowsContent(_ status: Int) -> Bool { status >= 200 && status != 204 && status != 304 }

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

extension HTTPField {
    /// A field with these bytes. Those of ASCII become text at once: to find out whether others are UTF-8 costs more than to copy them.
    fileprivate init(_ name: Name, copying value: UnsafeBufferPointer<UInt8>) {
        if unsafe value.reduce(0, |) < 0x80 {
            unsafe self.init(name: name, value: String(decoding: value, as: UTF8.self))
        } else {
            unsafe self.init(name: name, value: value)
        }
    }
}

extension HTTPFields {
    /// The fields of a block without its pseudo-header fields; nil when a name is none.
    package init?(_ block: HeaderBlock) {
        self.init()
        reserveCapacity(block.count)
        var found: [HTTPField] = []
        let isSound = unsafe block.withFields { name, value in
            guard unsafe name.first != UInt8(ascii: ":") else { return true }
            guard let name = unsafe FieldNames.name(name) else { return false }
            unsafe found.append(HTTPField(name, copying: value))
            return true
        }
        guard isSound else { return nil }
        append(contentsOf: found)
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
        append(head, status: head.status.code, contentLength: contentLength, date: date)
    }

    /// Appends the fields of an answer's head; see ``init(_:contentLength:date:)``.
    ///
    /// - Parameter status: The head's own, which is dear to read.
    mutating func append(_ head: HTTPResponse, status: Int, contentLength: Int?, date: [UInt8]?) {
        appendStatus(status)
        var contentLength = contentLength
        var date = date
        for field in head.headerFields {
            if field.name == .contentLength { contentLength = nil }
            if field.name == .date { date = nil }
            append(field)
        }
        if let contentLength { append("content-length", String(contentLength)) }
        if let date { append("date", date.span) }
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
        let digits: InlineArray<3, UInt8> = [
            zero + UInt8(code / 100 % 10), zero + UInt8(code / 10 % 10), zero + UInt8(code % 10),
        ]
        append(":status", digits.span)
    }

    /// Appends a field, unless it speaks of an HTTP/1.1 connection (RFC 9113, section 8.2.2).
    private mutating func append(_ field: HTTPField) {
        var name = field.name.canonicalName
        guard !Self.isOfConnection(name) || (name == "te" && field.value == "trailers") else { return }
        let isSensitive = field.indexingStrategy == .disallow
        // The bytes are copied within the call.
        unsafe field.withUnsafeBytesOfValue { value in
            name.withUTF8 { name in unsafe append(name: name, value: value, isSensitive: isSensitive) }
        }
    }

    private static func isOfConnection(_ name: String) -> Bool {
        switch name.utf8.count {
        case 2: name == "te"
        case 7: name == "upgrade"
        case 10: name == "connection" || name == "keep-alive"
        case 16: name == "proxy-connection"
        case 17: name == "transfer-encoding"
        default: false
        }
    }
}
