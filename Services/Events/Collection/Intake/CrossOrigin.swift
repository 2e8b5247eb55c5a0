/// Lets pages of every site send their events (the Fetch standard's CORS protocol): the answers tell nothing that the
/// sender does not know.
enum CrossOrigin {
    static func allow(_ request: CollectRequest, in answer: inout CollectAnswer) {
        guard let origin = request.headers["origin"] else { return }
        answer.headers.add("access-control-allow-origin", origin)
        answer.headers.add("access-control-allow-credentials", "true")
        answer.headers.add("vary", "origin")
    }

    /// The answer to a preflight.
    static func preflight(_ request: CollectRequest) -> CollectAnswer {
        var answer = CollectAnswer(status: 204)
        allow(request, in: &answer)
        answer.headers.add("access-control-allow-methods", "GET, POST, OPTIONS")
        if let names = request.headers["access-control-request-headers"] {
            answer.headers.add("access-control-allow-headers", names)
        }
        answer.headers.add("access-control-max-age", "86400")
        return answer
    }
}
