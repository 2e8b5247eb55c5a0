import FoundationEssentials
import Logging
import NIOCore
import NIOPosix

/// A server of mail for who has none: takes what the mesh sends and keeps it in files (``MailFolder``), so that it can be read.
///
/// It serves from a loop of its own: a mail is a file, and nobody else is to wait for the disk.
struct MailSink: Sendable {
    /// Where it listens, as `mail.servers` says it.
    let address: String
    private let channel: any Channel
    private let group: MultiThreadedEventLoopGroup

    /// Listens where it has listened before, since instances that outlived the supervisor send there; else on a port that is free.
    ///
    /// - Throws: When nothing can be listened on, or the port cannot be remembered.
    static func open(_ folder: DataFolder, logger: Logger) async throws -> MailSink {
        let shelf = MailShelf(folder: MailFolder(path: folder.mails), logger: logger)
        let file = folder.run + "/mail-port"
        let remembered = FileManager.default.contents(atPath: file).flatMap {
            Int(String(decoding: $0, as: UTF8.self))
        }
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        do {
            let channel = try await bound(to: remembered, group, shelf)
            let port = channel.localAddress?.port ?? 0
            if port != remembered { try AtomicFile.write("\(port)", to: file, mode: 0o600) }
            return MailSink(address: "smtp+plain://127.0.0.1:\(port)", channel: channel, group: group)
        } catch {
            try await group.shutdownGracefully()
            throw error
        }
    }

    /// Ends it, with its connections.
    func close() async {
        do {
            try await channel.close()
            try await group.shutdownGracefully()
        } catch {
            // It is closed already, which is what is wanted.
        }
    }

    private static func bound(
        to remembered: Int?, _ group: MultiThreadedEventLoopGroup, _ shelf: MailShelf
    ) async throws -> any Channel {
        let bootstrap = ServerBootstrap(group: group)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(MailReceptionHandler(shelf))
                }
            }
        if let remembered {
            do {
                return try await bootstrap.bind(host: "127.0.0.1", port: remembered).get()
            } catch {
                // Somebody else has taken it meanwhile.
            }
        }
        return try await bootstrap.bind(host: "127.0.0.1", port: 0).get()
    }
}
