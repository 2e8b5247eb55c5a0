import MeshCore

/// What a tracker is answered.
package struct CollectAnswer: Hashable, Sendable {
    package var status: Int
    package var headers: Headers
    package var body: [UInt8]

    package init(status: Int, headers: Headers = Headers(), body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    init(status: Int, json: JSONValue) {
        self.init(status: status, headers: ["content-type": "application/json"], body: json.utf8)
    }

    init(status: Int, text: String) {
        self.init(status: status, headers: ["content-type": "text/plain; charset=utf-8"], body: Array(text.utf8))
    }

    /// That the log could not take what was sent, and that it may be sent again: trackers repeat after a 503, and what
    /// was taken already is known by its id.
    static let unavailable: CollectAnswer = {
        var answer = CollectAnswer(
            status: 503, json: ["code": "unavailable", "message": "The log cannot take events now."])
        answer.headers.add("retry-after", "1")
        return answer
    }()

    /// That a request is to be sent again, for a sender whose page may read the answer.
    package static func unavailable(for request: CollectRequest) -> CollectAnswer {
        var answer = unavailable
        CrossOrigin.allow(request, in: &answer)
        return answer
    }

    /// A transparent image of one pixel (GIF89a), for trackers that ask for an image.
    static let pixel = CollectAnswer(
        status: 200, headers: ["content-type": "image/gif", "cache-control": "no-store"],
        body: [
            0x47, 0x49, 0x46, 0x38, 0x39, 0x61, 1, 0, 1, 0, 0x80, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0x21, 0xF9, 4, 1, 0,
            0, 0, 0, 0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 1, 0x44, 0, 0x3B,
        ])
}
