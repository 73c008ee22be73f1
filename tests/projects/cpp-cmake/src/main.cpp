// Prints one line for each argument.
#include <iostream>

int main(int count, char **arguments) {
    for (int i = 1; i < count; ++i) std::cout << "hello " << arguments[i] << '\n';
    return 0;
}
