import MeshCore
import MeshRuntime

/// Messages of a WebSocket: each has one member, `record` (`ConsumedRecord`) or `damage` (`DamageReport`).
enum SocketText {
    /// The messages of a page; none when there is nothing to tell.
    static func frames(of page: ReadPage) -> [WebSocketFrame] {
        page.entries.map { entry in
            var bytes: [UInt8]
            switch entry {
            case .record(let record):
                bytes = Array(#"{"record":"#.utf8)
                RecordText.write(record, to: &bytes)
            case .damage(let range):
                bytes = Array(#"{"damage":"#.utf8)
                RecordText.damage(range).write(to: &bytes)
            }
            bytes.append(UInt8(ascii: "}"))
            return WebSocketFrame(.text, bytes)
        }
    }
}
