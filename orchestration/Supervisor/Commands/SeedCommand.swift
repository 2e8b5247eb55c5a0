import ArgumentParser
import FoundationEssentials
import IdentityAPI
import MeshTransport
import NIOCore
import NIOPosix

/// `orrery seed`.
struct SeedCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "seed",
        abstract: "Fills an empty catalog with a demo shop of \(DemoShop.productCount) products, once.",
        discussion: "Nothing is done when the catalog has products, or when it was filled before.")

    @OptionGroup var location: MeshLocation

    func run() async throws {
        try await Terminal.report {
            let folder = location.folder
            let marker = folder.run + "/seeded"
            guard !FileManager.default.fileExists(atPath: marker) else { return }
            let (status, token) = try await ControlClient.with(folder) { client in
                let status = try await client.status()
                return (status, try await client.post("/v1/tokens", IssueToken(role: .admin), as: IssuedToken.self))
            }
            try await seed(status, token: token.accessToken)
            try AtomicFile.write("", to: marker, mode: 0o600)
        }
    }

    private func seed(_ status: MeshStatus, token: String) async throws {
        let address = try GatewayAddress(status.supervisor.address)
        let client = HTTPClient(
            .tcp(host: address.host, port: address.port), group: MultiThreadedEventLoopGroup.singleton)
        do {
            let seeder = ShopSeeder(client: client, authority: address.authority, token: token)
            if try await seeder.isCatalogEmpty() {
                try await seeder.fill(DemoShop.products) {
                    Terminal.say("  \($0) of \(DemoShop.productCount) products")
                }
                try await seeder.stock(DemoShop.products)
                Terminal.say("The demo shop has \(DemoShop.productCount) products.")
            }
        } catch {
            // The failure is what counts; a connection that does not close in good order is closed by the end of the process.
            try? await client.shutDown()
            throw error
        }
        try await client.shutDown()
    }
}
