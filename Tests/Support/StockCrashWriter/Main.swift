import Catalog
import CatalogAPI
import Glibc
import Logging
import MeshCore
import MeshRuntime

/// Reserves, claims, sells and gives back stock as fast as it can, many at a time, and prints each reservation's id and
/// state once it is acknowledged, so that a test may kill it and compare.
///
///     StockCrashWriter DIRECTORY WRITERS SKU...
@main
struct Main {
    static func main() async throws {
        let arguments = CommandLine.arguments
        guard arguments.count >= 4, let writers = Int(arguments[2]) else { exit(64) }
        let catalog = try CatalogService(
            try CatalogConfiguration(ConfigurationValues()), dataDirectory: arguments[1],
            logger: Logger(label: "crash"))
        let skus = Array(arguments[3...])
        await withTaskGroup { group in
            for writer in 0..<writers {
                group.addTask { await work(on: catalog.stock, skus, seed: UInt64(writer)) }
            }
        }
    }

    private static func work(on stock: StockStore, _ skus: [String], seed: UInt64) async {
        var random = SplitMix64(seed: seed)
        while true {
            let lines = (0..<2).map { _ in ReservationLine(sku: skus[random.below(skus.count)], quantity: 1) }
            let request = ReserveStock(reference: "writer-\(seed)", lines: lines)
            do {
                let id = Reservation.ID.make()
                say(try await stock.reserve(id, ReservationContent(request)).reservation)
                if random.below(2) == 0 { say(try await stock.take(.claim, id)) }
                say(try await stock.take(random.below(4) == 0 ? .commit : .release, id))
            } catch {
                tell("! \(error)\n")
                exit(1)
            }
        }
    }

    private static func say(_ reservation: Reservation) {
        tell("\(reservation.id) \(reservation.state.rawValue)\n")
    }

    /// Goes straight to the pipe: what a killed process has in a buffer is lost.
    private static func tell(_ line: String) {
        let bytes = Array(line.utf8)
        guard unsafe Glibc.write(1, bytes, bytes.count) == bytes.count else { exit(2) }
    }
}
