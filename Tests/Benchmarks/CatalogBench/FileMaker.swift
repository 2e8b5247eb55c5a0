import ArgumentParser
import MeshCore

/// Writes products as a shop's files have them: 300 to 500 bytes each, some hundred categories, skus in no order, every
/// eighth with a variant.
struct FileMaker: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "make", abstract: "Writes products to standard output.")

    @Option(help: "How many.")
    var count = 100_000

    @Flag(help: "As flat CSV, for a database's own import; else a JSON document on each line.")
    var csv = false

    func run() {
        var random = SplitMix64(seed: 7)
        for number in 0..<count {
            let draw = random.next()
            let sku = "SKU-\(draw % 900_000_000 + 100_000_000)-\(number)"
            let price = Int64(draw >> 32 % 40_000) + 99
            let category = "\(["books", "games", "garden", "clothes"][Int(draw % 4)])/shelf-\(draw >> 8 % 50)"
            let title = "Product \(number) of a very ordinary kind, made to be found"
            let text =
                "What is said of it: " + String(repeating: "well made and useful, ", count: Int(draw >> 16 % 6) + 4)
            print(
                csv
                    ? "prd_\(String(number, radix: 36))\(draw),\(sku),\(title.split(separator: ",")[0]),"
                        + "\"\(text)\",\(category),\"{\"\"pages\"\":\(draw % 900)}\",\(price),EUR,1,1795222923004,1"
                    : #"{"sku":"\#(sku)","title":"\#(title)","description":"\#(text)","category":"\#(category)","#
                        + #""attributes":{"pages":\#(draw % 900),"format":"paperback"},"tags":["new-in"],"#
                        + (number % 8 == 0 ? #""variants":[{"sku":"\#(sku)-V","options":{"size":"M"}}],"# : "")
                        + #""price":{"amount":\#(price),"currency":"EUR"}}"#)
        }
    }
}
