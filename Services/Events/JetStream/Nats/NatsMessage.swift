import CNats

/// A message of NATS.
struct NatsMessage: Sendable {
    var subject: String
    var headers: [NatsHeader: String] = [:]
    var payload: [UInt8]

    init(subject: String, headers: [NatsHeader: String] = [:], payload: [UInt8]) {
        self.subject = subject
        self.headers = headers
        self.payload = payload
    }

    /// Copies a message of the library, which remains its owner's.
    init(_ message: OpaquePointer) {
        subject = unsafe natsMsg_GetSubject(message).map { unsafe String(cString: $0) } ?? ""
        let count = Int(unsafe natsMsg_GetDataLength(message))
        payload = unsafe [UInt8](UnsafeRawBufferPointer(start: natsMsg_GetData(message), count: count))
        for header in NatsHeader.allCases {
            var value: UnsafePointer<CChar>?
            guard unsafe natsMsgHeader_Get(message, header.rawValue, &value) == NATS_OK, let value = unsafe value else {
                continue
            }
            headers[header] = unsafe String(cString: value)
        }
    }
}
