/// Reads a framed head into the mesh's form, strictly as RFC 9112 writes it: what could be read in two ways is refused, so
/// that no two parsers on a request's way can disagree on where it ends (request smuggling).
///
/// The octets are already judged by ``HTTP1HeadFramer``: every line ends with CRLF and holds no control character but HTAB.
struct HTTP1HeadParser {
    /// Where a field lies: its lower-case name in `names`, its value in the head.
    struct Slot {
        var name: Range<Int>
        var value: Range<Int>
        var kind: HTTP1FieldName
    }

    /// `https` under TLS, else `http`: the scheme of every request of the connection.
    let scheme: String

    // Kept between heads, so that a request costs no allocation for them.
    private(set) var names: [UInt8] = []
    private(set) var slots: [Slot] = []
    private var lastBlock = HeaderBlock()

    init(scheme: String) {
        self.scheme = scheme
    }

    /// Reads a request's head.
    ///
    /// - Parameter bytes: the whole head with its empty line.
    /// - Throws: the status with which to refuse it.
    mutating func parse(_ bytes: Span<UInt8>) throws(HTTP1Rejection) -> HTTP1RequestHead {
        let line = try HTTP1RequestLine(bytes)
        try scanFields(bytes, from: line.end)
        var message = HTTP1MessageFields(minorVersion: line.minorVersion)
        for index in slots.indices where slots[index].kind != .other {
            try message.obey(slots[index], in: bytes)
        }
        let host = try message.checked(isHTTP11: line.minorVersion == 1)
        let target = try HTTP1RequestTarget(line, host: host, in: bytes)
        let webSocket = try message.webSocket(method: line.isGET)
        return HTTP1RequestHead(
            block: block(bytes, line: line, target: target, message: message, isWebSocket: webSocket != nil),
            framing: message.framing, minorVersion: line.minorVersion, keepsAlive: message.keepsAlive,
            expectsContinue: message.expectsContinue, isHEAD: line.isHEAD, webSocketAccept: webSocket)
    }

    /// Reads a trailer section (RFC 9112, section 7.1.2).
    ///
    /// - Throws: 400 for a field that decides on framing or routing, which no trailer may (RFC 9110, section 6.5.1).
    mutating func parseTrailers(_ bytes: Span<UInt8>) throws(HTTP1Rejection) -> HeaderBlock {
        try scanFields(bytes, from: 0)
        var block = HeaderBlock(reservingFields: slots.count, bytes: bytes.count)
        for slot in slots {
            guard slot.kind == .other else {
                throw .malformed("A field that may not be a trailer stands in the trailers.")
            }
            append(slot, of: bytes, to: &block)
        }
        return block
    }

    /// Finds the fields from `start` on.
    private mutating func scanFields(_ bytes: Span<UInt8>, from start: Int) throws(HTTP1Rejection) {
        names.removeAll(keepingCapacity: true)
        slots.removeAll(keepingCapacity: true)
        var index = start
        while bytes[index] != UInt8(ascii: "\r") {
            let nameStart = index
            let slotStart = names.count
            while OctetClass[bytes[index]].contains(.token) {
                let octet = bytes[index]
                let isUpper = octet &- UInt8(ascii: "A") < 26
                names.append(isUpper ? octet | 0x20 : octet)
                index += 1
            }
            guard bytes[index] == UInt8(ascii: ":"), index > nameStart else {
                throw Self.malformedName(bytes[nameStart])
            }
            let kind = HTTP1FieldName(bytes.extracting(nameStart..<index))
            index += 1
            while Self.isBlank(bytes[index]) { index += 1 }
            let valueStart = index
            while bytes[index] != UInt8(ascii: "\r") { index += 1 }
            var valueEnd = index
            while valueEnd > valueStart && Self.isBlank(bytes[valueEnd - 1]) { valueEnd -= 1 }
            slots.append(Slot(name: slotStart..<names.count, value: valueStart..<valueEnd, kind: kind))
            index += 2
        }
    }

    private static func isBlank(_ octet: UInt8) -> Bool { octet == UInt8(ascii: " ") || octet == UInt8(ascii: "\t") }

    private static func malformedName(_ first: UInt8) -> HTTP1Rejection {
        // A line that begins with a blank continues the one before it in old parsers (RFC 9112, section 5.2).
        isBlank(first) ? .malformed("A field is folded over lines.") : .malformed("A field name is malformed.")
    }

    /// Writes the head in the mesh's form: pseudo-header fields first, then the fields that are not for this hop alone.
    private mutating func block(
        _ bytes: Span<UInt8>, line: HTTP1RequestLine, target: HTTP1RequestTarget, message: HTTP1MessageFields,
        isWebSocket: Bool
    ) -> HeaderBlock {
        // Whoever was given the last head has usually let go of it, so its memory takes this one.
        var block = lastBlock
        lastBlock = HeaderBlock()
        block.removeAll()
        if isWebSocket {
            // RFC 8441, section 4: what an upgrade asks for in HTTP/1.1, HTTP/2 writes as an extended CONNECT.
            block.append(":method", "CONNECT")
            block.append(":protocol", "websocket")
        } else {
            append(":method", bytes.extracting(line.method), to: &block)
        }
        block.append(":scheme", target.scheme ?? scheme)
        if let authority = target.authority {
            append(":authority", bytes.extracting(authority), to: &block)
        }
        if let path = target.rewrittenPath {
            block.append(":path", path)
        } else {
            append(":path", bytes.extracting(target.path), to: &block)
        }
        for slot in slots where message.passesOn(slot, name: names[slot.name], isWebSocket: isWebSocket) {
            append(slot, of: bytes, to: &block)
        }
        lastBlock = block
        return block
    }

    private func append(_ slot: Slot, of bytes: Span<UInt8>, to block: inout HeaderBlock) {
        let value = bytes.extracting(slot.value)
        // The pointer does not leave the call; the block copies the octets.
        unsafe value.withUnsafeBufferPointer { value in
            unsafe names.withUnsafeBufferPointer { names in
                let name = unsafe UnsafeBufferPointer(rebasing: names[slot.name])
                unsafe block.append(name: name, value: value, isSensitive: slot.kind == .credential)
            }
        }
    }

    private func append(_ name: StaticString, _ value: Span<UInt8>, to block: inout HeaderBlock) {
        // The pointers do not leave the call; the block copies the octets, and a static string's are there for ever.
        unsafe value.withUnsafeBufferPointer { value in
            let name = unsafe UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
            unsafe block.append(name: name, value: value)
        }
    }
}
