import ShopFunctions

@main
enum Main {
    static func main() async throws {
        try await ShopFunctions.run()
    }
}
