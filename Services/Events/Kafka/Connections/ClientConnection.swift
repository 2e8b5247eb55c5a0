import KafkaProtocol
import Logging
import NIOCore

/// A client's connection: its requests are answered in their order, as Kafka does it.
///
/// Batches are handed to the log as they come, before those before them are on disk, so that what a client sends without waiting
/// shares the log's syncs. Every other request begins when all before it are answered.
struct ClientConnection: Sendable {
    typealias Channel = NIOAsyncChannel<ArraySlice<UInt8>, ByteBuffer>

    let channel: Channel
    let desk: RequestDesk
    let logger: Logger

    /// Requests that are begun and not answered: as many as a client sends within a sync of a slow disk.
    private static let openRequests = 64
    /// Their bytes, beside the last one: what the log writes at once.
    private static let openBytes = 4 << 20

    /// Serves the connection until one side ends it. What a client sends wrong ends its connection and nothing else.
    func serve() async {
        let peer = channel.channel.remoteAddress?.ipAddress ?? ""
        let line = AnswerLine(requests: Self.openRequests, bytes: Self.openBytes)
        do {
            try await channel.executeThenClose { inbound, outbound in
                try await withThrowingDiscardingTaskGroup { tasks in
                    for try await bytes in inbound {
                        let frame = try RequestFrame(bytes)
                        if try desk.mayOverlap(frame) {
                            let turn = try await line.enter(bytes: bytes.count)
                            // Begun here and now, so that the log has the batches in the order in which they came.
                            tasks.addImmediateTask {
                                try await answer(frame, from: peer, in: line, turn, outbound)
                            }
                        } else {
                            try await line.empty()
                            guard let pieces = try await desk.answer(frame, from: peer) else { continue }
                            try await outbound.write(buffer(of: pieces))
                        }
                    }
                }
            }
        } catch is CancellationError {
            return
        } catch {
            logger.debug(
                "Ended a connection to a Kafka client", metadata: ["peer.address": "\(peer)", "error": "\(error)"])
        }
    }

    /// Answers a request when its turn has come.
    private func answer(
        _ frame: RequestFrame, from peer: String, in line: AnswerLine, _ turn: AnswerLine.Turn,
        _ outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    ) async throws {
        do {
            let pieces = try await desk.answer(frame, from: peer)
            try await line.reached(turn)
            if let pieces { try await outbound.write(buffer(of: pieces)) }
            line.leave(turn)
        } catch {
            line.fail(error)
            // Who reads the connection learns of it by its end.
            channel.channel.close(promise: nil)
            throw error
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
