import Supervisor

@main
enum Main {
    static func main() async {
        await OrreryProgram.main()
    }
}
