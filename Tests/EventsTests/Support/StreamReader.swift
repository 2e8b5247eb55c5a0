import MeshTransport
import NIOCore

/// Takes an event stream apart, as a browser does.
struct StreamReader {
    /// One event.
    struct Event: Equatable {
        var id = ""
        var event = ""
        var data = ""
    }

    private var body: ClientResponseBody.AsyncIterator
    private var text = ""

    init(_ response: ClientResponse) {
        body = response.body.makeAsyncIterator()
    }

    /// The next events; fewer when the stream ends.
    mutating func next(_ count: Int) async throws -> [Event] {
        var events: [Event] = []
        while events.count < count {
            while let end = text.firstRange(of: "\n\n"), events.count < count {
                let block = text[..<end.lowerBound]
                text = String(text[end.upperBound...])
                if let event = Self.event(block) { events.append(event) }
            }
            guard events.count < count else { break }
            guard let part = try await body.next() else { break }
            text += String(buffer: part)
        }
        return events
    }

    private static func event(_ block: Substring) -> Event? {
        var event = Event()
        var isComment = true
        for line in block.split(separator: "\n") where !line.hasPrefix(":") {
            isComment = false
            let parts = line.split(separator: ":", maxSplits: 1)
            let value = parts.count == 2 ? parts[1].drop { $0 == " " } : ""
            switch parts.first {
            case "id": event.id = String(value)
            case "event": event.event = String(value)
            case "data": event.data += value
            default: break
            }
        }
        return isComment ? nil : event
    }
}
