import MeshCore
import NotifierAPI

/// What a browser is told, for its script to show.
enum PushText {
    /// - Parameter most: Bytes at most; the text is cut to fit.
    static func bytes(of delivery: ClaimedDelivery, most: Int) -> [UInt8] {
        var text = Substring(delivery.content.text)
        while true {
            let message: JSONValue = [
                "id": .string(delivery.id.description), "category": .string(delivery.category),
                "title": .string(String(delivery.content.subject.prefix(200))), "body": .string(String(text)),
            ]
            let bytes = message.utf8
            if bytes.count <= most || text.isEmpty { return bytes }
            // What is escaped takes more room: it is cut by what is too much, and looked at again.
            text = text.prefix(min(text.count - 1, most, text.count - (bytes.count - most) / 6))
        }
    }
}
