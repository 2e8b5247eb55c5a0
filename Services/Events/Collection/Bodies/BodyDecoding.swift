/// Undoes the compression of a request's body.
enum BodyDecoding {
    /// The request with its body as it was before it was compressed, without the field that told of it.
    ///
    /// - Throws: ``Rejection`` for a body that is too long, broken, or compressed in a way that is not known here.
    static func decoded(_ request: CollectRequest, limits: CollectLimits) throws(Rejection) -> CollectRequest {
        guard request.body.count <= limits.bodyByteCount else {
            throw Rejection(.tooLarge, "the body is longer than \(limits.bodyByteCount) bytes")
        }
        let encoding = request.headers["content-encoding"]?.lowercased() ?? "identity"
        // PostHog's browser library says so in the query, where a header would need a preflight; and some clients
        // compress without a word.
        let isMarked = request.body.starts(with: [0x1F, 0x8B])
        switch encoding {
        case "gzip", "x-gzip", "deflate": break
        case "identity", "":
            guard isMarked else { return request }
        default:
            throw Rejection(.unsupported, field: "content-encoding", "bodies are gzip, deflate or plain")
        }
        var request = request
        do {
            request.body = try Inflation.inflate(request.body, limit: limits.bodyByteCount)
        } catch {
            switch error {
            case .malformed: throw Rejection(.malformed, "the body is not compressed as it says")
            case .tooLong:
                throw Rejection(.tooLarge, "the body is longer than \(limits.bodyByteCount) bytes, decompressed")
            }
        }
        request.headers = request.headers.filtered { $0.name != "content-encoding" }
        return request
    }
}
