import NIOCore
import Synchronization

/// What a client of a WebSocket wants to be answered, kept until the one task that writes comes by.
final class WebSocketInbox: Sendable {
    private struct Kept {
        /// Of several pings the last is answered (RFC 6455, section 5.5.3).
        var pong: [UInt8]?
        var ending: WebSocketCloseCode?
    }

    private let kept = Mutex(Kept())

    /// A client that only listens has this much to say at once.
    private static let frameLimit = 4096

    /// Why the conversation is to end; nil while it goes on.
    var ending: WebSocketCloseCode? { kept.withLock { $0.ending } }

    /// The payload of a pong to send.
    func takePong() -> [UInt8]? {
        kept.withLock { kept in
            defer { kept.pong = nil }
            return kept.pong
        }
    }

    /// Reads until the client says that it is over, breaks the protocol, or is gone.
    func receive(from body: StreamedBody) async {
        var reader = WebSocketFrameReader(limit: Self.frameLimit)
        do {
            for try await part in body {
                for frame in try reader.read(part.readableBytesView) {
                    switch frame.kind {
                    case .ping: kept.withLock { $0.pong = frame.payload }
                    case .pong: break
                    case .close: return end(.normal)
                    case .text, .binary, .continuation: return end(.unsupportedData)
                    }
                }
            }
            end(.normal)
        } catch let code as WebSocketCloseCode {
            end(code)
        } catch {
            // The connection is gone, which whoever writes sees as well.
            end(.normal)
        }
    }

    private func end(_ code: WebSocketCloseCode) { kept.withLock { $0.ending = code } }
}
