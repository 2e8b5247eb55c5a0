import KafkaProtocol
import Logging
import NIOCore

/// A client's connection: its requests are answered one after another, in their order, as Kafka does it.
struct ClientConnection: Sendable {
    typealias Channel = NIOAsyncChannel<ArraySlice<UInt8>, ByteBuffer>

    let channel: Channel
    let desk: RequestDesk
    let logger: Logger

    /// Serves the connection until one side ends it. What a client sends wrong ends its connection and nothing else.
    func serve() async {
        let peer = channel.channel.remoteAddress?.ipAddress ?? ""
        do {
            try await channel.executeThenClose { inbound, outbound in
                for try await bytes in inbound {
                    let frame = try RequestFrame(bytes)
                    guard let pieces = try await desk.answer(frame, from: peer) else { continue }
                    try await outbound.write(buffer(of: pieces))
                }
            }
        } catch is CancellationError {
            return
        } catch {
            logger.debug(
                "Ended a connection to a Kafka client", metadata: ["peer.address": "\(peer)", "error": "\(error)"])
        }
    }

    /// Ends a connection that is one too many.
    func refuse() async {
        do {
            try await channel.executeThenClose { _, _ in }
        } catch {
            logger.debug("Could not close a connection", metadata: ["error": "\(error)"])
        }
    }

    private func buffer(of pieces: [ArraySlice<UInt8>]) -> ByteBuffer {
        var buffer = channel.channel.allocator.buffer(capacity: pieces.reduce(0) { $0 + $1.count })
        for piece in pieces { buffer.writeBytes(piece) }
        return buffer
    }
}
